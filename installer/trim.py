"""What of the fetched packages stays out of the installed program, and why.

Names are relative to the folder of packages, with forward slashes. A rule that no file matches any more fails the
build: it is out of date.
"""

from __future__ import annotations

import re
from typing import Final

# Windows of the toolkit's own make, and what compiles or draws their sources.
_QT_TOOLS: Final = (
    r"PySide6/[^/]+\.exe",
    r"PySide6/(include|typesystems|glue|doc|metatypes|qml|resources|scripts|support|lib|QtAsyncio)/.*",
    r"PySide6/translations/(?!qtbase_(vi|en)\.qm).*",
    r"PySide6/plugins/(designer|qmllint|qmltooling|sqldrivers|generic|networkinformation|tls)/.*",
    r"PySide6/plugins/platforminputcontexts/.*",
    r"PySide6/plugins/platforms/qdirect2d\.dll",
    r"PySide6/plugins/imageformats/q(gif|icns|pdf|tga|tiff|wbmp|webp)\.dll",
)
# The window is drawn without OpenGL, and speaks to no database and no network by Qt.
_QT_MODULES: Final = (
    r"PySide6/opengl32sw\.dll",
    r"PySide6/Qt6?(Quick|Qml|Designer|Labs|OpenGL|Sql|Test|Help|UiTools|DBus)[^/]*\.(dll|pyd)",
    r"PySide6/Qt6?(Network|Concurrent|Xml|ShaderTools)[^/]*\.(dll|pyd)",
    r"PySide6/QtExampleIcons\.pyd",
    r"PySide6/QtSvg(Widgets)?\.pyd",
    r"PySide6/Qt6SvgWidgets\.dll",
    r"PySide6/pyside6qml\.abi3\.dll",
    r"PySide6/(concrt140|vcamp140|vccorlib140)\.dll",
)
# Video; other people's formats; toolkits that are not used.
_MODULES: Final = (
    r"cv2/opencv_videoio_ffmpeg.*\.dll",
    r"PIL/_(avif|imagingtk)\..*\.pyd",
    r"numpy/(f2py|distutils|testing|_pyinstaller|_core/include|typing/tests)/.*",
    r"numpy/_core/lib/.*",
    r"numpy/_core/(_simd|_(umath|rational|operand_flag|struct_ufunc)_tests)\..*\.pyd",
    # Loaded on demand only, and nothing here draws random numbers by it.
    r"numpy/random/.*",
    r"numpy/conftest\.py",
    r"lxml/(includes|isoschematron|html)/.*",
    r"lxml/objectify\..*\.pyd",
    r"reportlab/fonts/.*",
    r"sqlalchemy/(dialects/(mssql|mysql|oracle|postgresql)|testing)/.*",
    r"alembic/(testing|templates)/.*",
    r"reportlab/graphics/samples/.*",
)
# What serves people who write programs.
_FOR_AUTHORS: Final = (
    r"(.*/)?tests?/.*",
    r".*\.(pyi|pxd|pyx|h|hpp|c|cpp|lib|exp|a|pdb|qdoc)",
    r"(.*/)?py\.typed",
    r".*\.dist-info/(RECORD|DELVEWHEEL|top_level\.txt|WHEEL)",
    # Their words are kept in licences/third-party.txt, their parts in sbom.cdx.json.
    r".*\.dist-info/(sboms|licenses?|LICENSES)/.*",
    r".*\.dist-info/(LICEN[CS]E|COPYING|NOTICE|AUTHORS)[^/]*",
    r"(.*/)?__pycache__/.*",
)
RULES: Final = (*_QT_TOOLS, *_QT_MODULES, *_MODULES, *_FOR_AUTHORS)
_COMPILED: Final = tuple((rule, re.compile(rule)) for rule in RULES)


def is_left_out(name: str) -> bool:
    """Whether this file of a package stays out."""
    return any(pattern.fullmatch(name) for _, pattern in _COMPILED)


def idle_rules(names: list[str]) -> list[str]:
    """The rules that leave none of these files out."""
    return [rule for rule, pattern in _COMPILED if not any(pattern.fullmatch(name) for name in names)]
