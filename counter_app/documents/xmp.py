"""The description inside a paper's file, as XMP that a PDF/A validator accepts.

Written by hand: validators want every namespace declared on ``rdf:Description`` itself and every property
of ours explained by an extension schema (ISO 19005-1, 6.7.8), which the usual libraries do not do.
"""

from __future__ import annotations

from datetime import datetime
from xml.sax.saxutils import escape

from counter_app.domain.paper_files import PaperMetadata
from counter_app.domain.papers import TrustLevel

NAMESPACE = "urn:counter-app:scanned-paper:1#"
PRODUCER = "counter-app"

_PROPERTIES = (
    ("DossierCode", "Text", "Code of the dossier that the paper belongs to"),
    ("ProcedureCode", "Text", "National code of the administrative procedure"),
    ("PaperType", "Text", "Code of the kind of paper in the procedure's list"),
    ("ScannedBy", "Text", "Name of the clerk who scanned the paper"),
    ("ScannedAt", "Date", "Time of scanning"),
    ("PageCount", "Integer", "Number of page images in this file"),
    ("SheetCount", "Integer", "Number of sheets of paper that were scanned"),
    ("TrustLevel", "Text", "How the file came about: scanned, signed, born digital"),
)


def paper_xmp(about: PaperMetadata, *, pages: int) -> bytes:
    """The metadata packet of a PDF/A-1b file; properties that are not known are left out."""
    values = {
        "DossierCode": about.dossier_code,
        "ProcedureCode": about.procedure_code,
        "PaperType": about.paper_type,
        "ScannedBy": about.clerk,
        "ScannedAt": iso_time(about.scanned_at),
        "PageCount": str(pages),
        "SheetCount": "" if about.sheets is None else str(about.sheets),
        "TrustLevel": about.trust_level,
    }
    own = "\n".join(
        f"   <paper:{name}>{escape(values[name])}</paper:{name}>" for name, _, _ in _PROPERTIES if values[name]
    )
    schema = _SCHEMA.format(
        namespace=NAMESPACE,
        own=own,
        explained="\n".join(_explained(name, kind, meaning) for name, kind, meaning in _PROPERTIES),
    )
    return plain_xmp(about.paper_title, about.scanned_at, schema=schema)


def signed_since(packet: bytes) -> bytes:
    """The packet of a paper that its clerk signs now: it no longer says that nobody did, or stays as it is."""
    return packet.replace(_level(TrustLevel.UNSIGNED_SCAN), _level(TrustLevel.CLERK_SIGNED_SCAN))


def plain_xmp(title: str, moment: datetime, *, schema: str = "") -> bytes:
    """The packet of a PDF/A-1b file that says no more than its title and time, and what ``schema`` adds."""
    packet = _PACKET.format(producer=PRODUCER, time=iso_time(moment), title=escape(title), schema=schema)
    return packet.encode("utf-8")


def iso_time(moment: datetime) -> str:
    """ISO 8601 with seconds and the offset, as XMP wants it."""
    return moment.replace(microsecond=0).isoformat()


def pdf_time(moment: datetime) -> str:
    """The same moment as the document information dictionary writes it."""
    offset = moment.strftime("%z")
    return f"D:{moment:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"


def _level(level: TrustLevel) -> bytes:
    return f"<paper:TrustLevel>{level}</paper:TrustLevel>".encode()


def _explained(name: str, kind: str, meaning: str) -> str:
    return _PROPERTY.format(name=name, kind=kind, meaning=meaning)


_PROPERTY = """\
        <rdf:li rdf:parseType="Resource">
         <pdfaProperty:name>{name}</pdfaProperty:name>
         <pdfaProperty:valueType>{kind}</pdfaProperty:valueType>
         <pdfaProperty:category>external</pdfaProperty:category>
         <pdfaProperty:description>{meaning}</pdfaProperty:description>
        </rdf:li>"""

_SCHEMA = """\
  <rdf:Description rdf:about="" xmlns:paper="{namespace}">
{own}
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
   <pdfaExtension:schemas>
    <rdf:Bag>
     <rdf:li rdf:parseType="Resource">
      <pdfaSchema:schema>Scanned paper of a dossier</pdfaSchema:schema>
      <pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI>
      <pdfaSchema:prefix>paper</pdfaSchema:prefix>
      <pdfaSchema:property>
       <rdf:Seq>
{explained}
       </rdf:Seq>
      </pdfaSchema:property>
     </rdf:li>
    </rdf:Bag>
   </pdfaExtension:schemas>
  </rdf:Description>
"""

_PACKET = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
   <pdfaid:part>1</pdfaid:part>
   <pdfaid:conformance>B</pdfaid:conformance>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:language><rdf:Bag><rdf:li>vi</rdf:li></rdf:Bag></dc:language>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
   <xmp:CreatorTool>{producer}</xmp:CreatorTool>
   <xmp:CreateDate>{time}</xmp:CreateDate>
   <xmp:ModifyDate>{time}</xmp:ModifyDate>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
   <pdf:Producer>{producer}</pdf:Producer>
  </rdf:Description>
{schema} </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
