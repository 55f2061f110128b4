"""What a file really is, by its first bytes, against what its name and its stated media type say.

Own small table: the signatures of what people attach and of what must not be attached. Sources: the file formats'
specifications, IANA's media types, Gary Kessler's list of signatures.
"""

from __future__ import annotations

from collections.abc import Mapping

from rulekit.files.bounds import MAX_ENTRIES

UNKNOWN = "application/octet-stream"
TEXT = "text/plain"

SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"{\\rtf", "application/rtf"),
    (0, b"\x7fELF", "application/x-elf"),
    (0, b"\xca\xfe\xba\xbe", "application/x-mach-binary"),
    (0, b"\xcf\xfa\xed\xfe", "application/x-mach-binary"),
    (0, b"\xce\xfa\xed\xfe", "application/x-mach-binary"),
    (0, b"\xfe\xed\xfa\xce", "application/x-mach-binary"),
    (0, b"\xfe\xed\xfa\xcf", "application/x-mach-binary"),
    (0, b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F", "application/x-ms-shortcut"),
    (0, b"#!", "text/x-script"),
    (0, b"dex\n03", "application/vnd.android.dex"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"BZh", "application/x-bzip2"),
    (0, b"\xfd7zXZ\0", "application/x-xz"),
    (257, b"ustar", "application/x-tar"),
    (32769, b"CD001", "application/x-iso9660-image"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"\xff\xf3", "audio/mpeg"),
    (0, b"fLaC", "audio/flac"),
    (0, b"OggS", "audio/ogg"),
)

RIFF: Mapping[bytes, str] = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}

BRANDS: Mapping[bytes, str] = {
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"), "image/heic"),
    **dict.fromkeys((b"avif", b"avis"), "image/avif"),
    b"qt  ": "video/quicktime",
    b"M4A ": "audio/mp4",
}
"""Of ISO base media files, by their major brand; any other is a video."""

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
OLE = "application/x-ole-storage"
INSTALLER = "application/x-msi"
ODF = "application/vnd.oasis.opendocument"

PROGRAMS = frozenset(
    (
        "application/vnd.microsoft.portable-executable",
        "application/x-elf",
        "application/x-mach-binary",
        "application/x-ms-shortcut",
        "application/java-archive",
        "application/vnd.android.package-archive",
        "application/vnd.android.dex",
        "application/x-iso9660-image",
        INSTALLER,
        "text/x-script",
    )
)
"""Types that run code when they are opened, or are there to carry such files."""

PROGRAM_ENDINGS = frozenset(
    "apk app bat cmd com cpl dll exe gadget hta inf iso jar js jse lnk msc msi msp pif ps1 reg scf scr sh vb vbe vbs "
    "wsf wsh".split()
)
"""Endings of names that systems start, whatever the bytes are."""

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "picture": tuple("jpg jpeg jpe jfif png gif webp bmp tif tiff heic heif avif svg".split()),
    "video": tuple("mp4 m4v mov webm mkv avi".split()),
    "sound": tuple("mp3 m4a wav flac ogg oga opus".split()),
    "document": tuple("pdf doc docx docm xls xlsx xlsm ppt pptx pptm odt ods odp rtf dot dotx xlsb ppsx".split()),
    "archive": tuple("zip 7z rar gz tgz bz2 xz tar".split()),
    "text": tuple("txt csv md json xml yaml yml htm html log srt vtt ics".split()),
    "program": tuple(PROGRAM_ENDINGS),
}
"""What a name's ending promises, as roughly as people mean it: a PNG called `.jpg` is still a picture."""


def type_of(data: bytes) -> str:
    """The media type that the bytes show; `application/octet-stream` if they show none."""
    for offset, signature, mime in SIGNATURES:
        if data.startswith(signature, offset):
            return mime
    if data[:2] == b"MZ" and _is_program(data):
        return "application/vnd.microsoft.portable-executable"
    if data[:4] == b"RIFF":
        return RIFF.get(data[8:12], UNKNOWN)
    if data[4:8] == b"ftyp":
        return BRANDS.get(data[8:12], "video/mp4")
    if data[:2] == b"BM" and data[6:10] == b"\0\0\0\0":
        return "image/bmp"
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return OLE
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _packed(data)
    # a PDF may begin behind other bytes: readers look at the first kilobyte (ISO 32000-1, annex H.3.4.1)
    if b"%PDF-" in data[:1024]:
        return "application/pdf"
    return _text(data)


def _is_program(data: bytes) -> bool:
    """Whether `MZ` begins a program and no text: the header points at another one, or holds bytes no text has."""
    place = int.from_bytes(data[60:64], "little")
    return data[place : place + 2] in (b"PE", b"NE", b"LE") or b"\0" in data[:64]


def _packed(data: bytes) -> str:
    import zipfile  # imported where used: it brings three compression libraries along
    import zlib
    from io import BytesIO

    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            names = [entry.filename.lower() for entry in packed.infolist()[:MAX_ENTRIES]]
            if names[:1] == ["mimetype"]:
                with packed.open(packed.infolist()[0]) as first:
                    declared = first.read(100).decode("ascii", "replace").strip()
                if declared.startswith((ODF, "application/epub")):
                    return declared
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, EOFError, OSError, zlib.error):
        return "application/zip"
    for folder, mime in (("word/", WORD), ("xl/", SHEET), ("ppt/", SLIDES)):
        if "[content_types].xml" in names and any(name.startswith(folder) for name in names):
            return mime
    if "androidmanifest.xml" in names:
        return "application/vnd.android.package-archive"
    if "meta-inf/manifest.mf" in names:
        return "application/java-archive"
    return "application/zip"


def _text(data: bytes) -> str:
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start or b"\0" in start:
        return UNKNOWN
    # the last character may be cut in two
    try:
        data[:4092].decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < 4088:
            return UNKNOWN
    lowered = start[:1000].lower()
    if b"<svg" in lowered:
        return "image/svg+xml"
    if lowered.startswith((b"<!doctype html", b"<html")):
        return "text/html"
    return "text/xml" if lowered.startswith(b"<?xml") else TEXT


def ending(name: str) -> str:
    """The ending of a name in small letters, without the point; empty if it has none."""
    last = name.rstrip(" .").rpartition("/")[2]
    return last.rpartition(".")[2].lower() if "." in last else ""


def family_of(mime: str) -> str | None:
    """picture, video, sound, document, archive, text or program; None for what may be anything."""
    if mime in PROGRAMS:
        return "program"
    if mime in (WORD, SHEET, SLIDES, OLE, "application/pdf", "application/rtf") or mime.startswith(ODF):
        return "document"
    head = mime.partition("/")[0]
    if head in ("image", "video", "audio", "text"):
        return {"image": "picture", "audio": "sound"}.get(head, head)
    packed = ("zip", "gzip", "x-7z-compressed", "vnd.rar", "x-bzip2", "x-xz", "x-tar")
    return "archive" if mime.removeprefix("application/") in packed else None


def promised_by(name: str) -> str | None:
    """The family that a name's ending promises."""
    last = ending(name)
    return next((family for family, endings in FAMILIES.items() if last in endings), None)


def is_program(mime: str, names: tuple[str, ...]) -> bool:
    """Whether the file runs code when it is opened, by its bytes or by one of its names."""
    return mime in PROGRAMS or any(ending(name) in PROGRAM_ENDINGS for name in names)


def mismatch(mime: str, names: tuple[str, ...], stated: str | None) -> bool:
    """Whether the bytes are of another family than a name or the stated media type promises.

    Bytes that show no type break the promise of a picture, a video, a sound or a document, whose types all show.
    """
    real = family_of(mime)
    promises = {promised_by(name) for name in names} | ({family_of(stated.lower())} if stated else set())
    for promise in promises - {None}:
        if promise in ("text", "archive", "program") and real in (None, "text", promise):
            continue
        if promise == "picture" and mime == "image/svg+xml":
            continue
        # a sound may come in the container of a video, and the other way round
        if {promise, real} <= {"video", "sound"}:
            continue
        if promise != real:
            return True
    return False
