"""The profile built from the numbers is sRGB, in the version that PDF/A-1 accepts."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageCms

from counter_app.documents.colour import srgb_profile


def test_the_profile_is_of_version_two() -> None:
    profile = srgb_profile()

    assert profile[8] == 2
    assert int.from_bytes(profile[:4], "big") == len(profile)


def test_colours_come_out_as_with_the_reference_profile() -> None:
    ours = ImageCms.ImageCmsProfile(BytesIO(srgb_profile()))
    reference = ImageCms.createProfile("sRGB")
    ramp = Image.new("RGB", (256, 3))
    for level in range(256):
        ramp.putpixel((level, 0), (level, level, level))
        ramp.putpixel((level, 1), (level, 128, 255 - level))
        ramp.putpixel((level, 2), (200, level, 40))

    turned = ImageCms.profileToProfile(ramp, ours, reference)

    worst = max(abs(a - b) for a, b in zip(ramp.tobytes(), turned.tobytes(), strict=True))
    assert worst <= 1
