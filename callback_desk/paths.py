"""Where things lie: the desk folder, the program's own resources, and places a desk must not be put."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PureWindowsPath

from callback_desk.domain.desk_files import ACCOUNTS_FILE
from callback_desk.domain.errors import DeskFault

APP_FOLDER = "callback-desk"
HOME_VARIABLE = "CALLBACK_DESK_HOME"
_SHOWN = "desk-is-in.txt"  # in an account's own data folder: the path of another account's desk
_PACKAGE = Path(__file__).resolve().parent


def desk_dir(argument: Path | None, environment: Mapping[str, str]) -> Path:
    """The data folder: `--desk`, else CALLBACK_DESK_HOME, else the platform's own, or the desk this account was shown.

    Absolute; may not exist yet.
    """
    if argument is not None:
        return argument.expanduser().absolute()
    if named := environment.get(HOME_VARIABLE, "").strip():
        return Path(named).expanduser().absolute()
    own = own_dir()
    return _shown_to(own) or own


def own_dir() -> Path:
    """The platform's own data folder of this account. Absolute; may not exist yet."""
    import platformdirs

    return Path(platformdirs.user_data_dir(APP_FOLDER, appauthor=False, roaming=False)).absolute()


def show_desk(own: Path, folder: Path) -> None:
    """From the next start on this account opens the desk in `folder`, which lies in another account's care.

    `own` is this account's own data folder, which holds no desk. Raises DeskFault: no desk there, or not let in.
    """
    try:
        if not (folder / "desk.keys").exists():
            raise DeskFault(
                "There is no desk in this folder. Choose the folder a supervisor sees where this account was let in "
                "(Settings, Keys and recovery). Nothing was changed.",
                code="no-desk-there",
            )
        private_dir(folder)
    except PermissionError as closed:
        raise DeskFault(_NOT_LET_IN, code="folder-not-ours") from closed
    try:
        (own / _SHOWN).write_text(str(folder.absolute()), "utf-8")
    except OSError as trouble:
        raise DeskFault(
            "The computer would not write down where the desk is. Try again.", code="not-written"
        ) from trouble


def _shown_to(own: Path) -> Path | None:
    """Where the desk is that this account was shown; None when it has its own, or was shown none."""
    try:
        shown = Path((own / _SHOWN).read_text("utf-8").strip())
        return shown if shown.is_absolute() and not (own / "desk.keys").exists() else None
    except (OSError, ValueError):
        return None


_NOT_LET_IN = (
    "The desk folder belongs to another account of this computer. A supervisor who signs in there lets this account in "
    "(Settings, Keys and recovery). Or choose another folder."
)


def private_dir(path: Path) -> Path:
    """Make `path` a folder for this account only (0700; on Windows its access list) and return it.

    `Path.mkdir` alone leaves a folder readable to others. A desk whose supervisor let other accounts in keeps the
    access list it was given. Raises DeskFault, also for an account that was not let in.
    """
    try:
        if (path / ACCOUNTS_FILE).exists():
            if not os.access(path, os.R_OK | os.W_OK | os.X_OK):
                raise DeskFault(_NOT_LET_IN, code="folder-not-ours")
            return path
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.name == "nt":
            _owner_only_on_windows(path)
        else:
            if path.stat().st_uid != os.geteuid():
                raise DeskFault(_NOT_LET_IN, code="folder-not-ours")
            path.chmod(0o700)
    except OSError as trouble:
        raise DeskFault(
            "The desk folder cannot be made or protected. Choose a folder that belongs to this account, or have a "
            "supervisor let this account in.",
            code="folder-refused",
        ) from trouble
    return path


def _owner_only_on_windows(path: Path) -> None:
    local = os.environ.get("LOCALAPPDATA")
    if local and path.is_relative_to(local):
        return  # already the account's own
    import subprocess

    whom = f"{os.environ.get('USERDOMAIN', '.')}\\{os.environ.get('USERNAME', '')}:(OI)(CI)F"
    done = subprocess.run(  # noqa: S603 - a fixed system program, no shell
        [r"C:\Windows\System32\icacls.exe", str(path), "/inheritance:r", "/grant:r", whom],
        capture_output=True,
        check=False,
    )
    if done.returncode != 0:
        raise DeskFault(
            "Windows would not keep the desk folder to this account. Choose another folder.", code="folder-refused"
        )


def resources_dir() -> Path:
    """The program's own data: unpacked by the installer, inside the wheel, or beside the package in a checkout."""
    places = [_PACKAGE / "_resources", _PACKAGE.parent / "resources"]
    if bundle := getattr(sys, "_MEIPASS", None):
        places = [Path(bundle) / "callback_desk" / "_resources", Path(bundle) / "resources", *places]
    for place in places:
        if place.is_dir():
            return place
    raise DeskFault("A part of this program is missing. Install it again.", code="resources-missing")


class VolumeKind(StrEnum):
    """What a folder's drive is, as far as the system tells."""

    LOCAL = "local"
    NETWORK = "network"
    REMOVABLE = "removable"


@dataclass(frozen=True, slots=True)
class Mount:
    """One mounted file system: where, which kind, from where."""

    point: str
    kind: str
    source: str


# A database on these corrupts sooner or later: locks and ordering are not kept (sqlite.org/useovernet.html).
_NETWORK_KINDS = frozenset(
    {"nfs", "nfs3", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "afs", "ncpfs", "webdav", "davfs"}
    | {"davfs2", "fuse.davfs2", "sshfs", "fuse.sshfs", "fuse.rclone", "fuse.s3fs", "fuse.gvfsd-fuse", "ftpfs"}
    | {"ceph", "fuse.ceph", "glusterfs", "fuse.glusterfs", "lustre"}
)
_REMOVABLE_POINTS = ("/media/", "/run/media/", "/mnt/usb")

_SOME_CLOUD = "a cloud service"
# Folder names that sync services give to what they upload.
_CLOUD_NAMES: Mapping[str, str] = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud drive": "iCloud",
    "icloud~": "iCloud",
    "mobile documents": "iCloud",
    "cloudstorage": _SOME_CLOUD,
    "iclouddrive": "iCloud",
    "box": "Box",
    "box sync": "Box",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "pclouddrive": "pCloud",
    "mega": "MEGA",
    "megasync": "MEGA",
    "syncthing": "Syncthing",
    "creative cloud files": "Creative Cloud",
}
_CLOUD_MARKS: Mapping[str, str] = {".dropbox": "Dropbox", ".stfolder": "Syncthing", ".owncloudsync.log": "ownCloud"}
_CLOUD_BEGINNINGS: Mapping[str, str] = {
    "onedrive -": "OneDrive",
    "onedrive-": "OneDrive",
    "dropbox (": "Dropbox",
    "dropbox-": "Dropbox",
    "googledrive-": "Google Drive",
    "google-drive:": "Google Drive",  # GNOME: a part of a path under gvfs
    "box-box": "Box",
    "com~apple~clouddocs": "iCloud",
}
_CLOUD_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")


def refusal_for(
    path: Path,
    *,
    environment: Mapping[str, str] | None = None,
    volume_of: Callable[[Path], VolumeKind] | None = None,
    what: str = "The desk folder",
) -> str | None:
    """Why a desk, backup or packet folder must not be here, as a sentence; None when it may.

    Folders that upload themselves, network drives and removable drives are refused (product.md section 5).
    """
    environment = os.environ if environment is None else environment
    real = path.expanduser().absolute()
    if cloud := cloud_of(real, environment):
        return (
            f"{what} must not be in a folder of {cloud}: everything in it is copied to other computers. "
            "Choose a folder on this computer's own disk."
        )
    kind = (volume_of or volume_kind)(real)
    if kind is VolumeKind.NETWORK:
        return (
            f"{what} must not be on a network drive: records are damaged there when two computers write. "
            "Choose a folder on this computer's own disk."
        )
    if kind is VolumeKind.REMOVABLE:
        return f"{what} must not be on a drive that can be taken out. Choose a folder on this computer's own disk."
    return None


def cloud_of(path: Path, environment: Mapping[str, str] | None = None) -> str | None:
    """The sync service that copies this place to other computers, by name; a link is followed. None: none is known."""
    environment = os.environ if environment is None else environment
    given = path.expanduser().absolute()
    try:
        real = given.resolve()
    except (OSError, RuntimeError):  # a link that leads nowhere
        real = given
    return _named_cloud(given, environment) or _named_cloud(real, environment)


def _named_cloud(path: Path, environment: Mapping[str, str]) -> str | None:
    home = Path.home()
    below = path.relative_to(home) if path.is_relative_to(home) else path  # an account may be called Box
    found = [service for part in below.parts if (service := _cloud_named(part))]
    if found:  # ~/Library/CloudStorage/OneDrive-Agency: the second name says more
        return next((service for service in found if service != _SOME_CLOUD), found[0])
    for variable in _CLOUD_VARIABLES:
        if (root := environment.get(variable)) and path.is_relative_to(root):
            return "OneDrive"
    for folder in (path, *path.parents):
        for mark, service in _CLOUD_MARKS.items():
            if (folder / mark).exists() and folder != home:
                return service
    return None


def _cloud_named(part: str) -> str:
    name = part.casefold()
    if name in _CLOUD_NAMES:
        return _CLOUD_NAMES[name]
    return next((service for begins, service in _CLOUD_BEGINNINGS.items() if name.startswith(begins)), "")


def volume_kind(path: Path) -> VolumeKind:
    """What the drive under `path` is. An unknown system counts as local."""
    existing = path
    while not existing.exists() and existing != existing.parent:
        existing = existing.parent
    if os.name == "nt":
        return _windows_volume(str(existing))
    if sys.platform == "darwin":
        return kind_on(_mac_mounts(), str(existing.resolve()))
    return kind_on(_linux_mounts(), str(existing.resolve()), _removable_on_linux)


def kind_on(mounts: Iterable[Mount], path: str, removable: Callable[[str], bool] = lambda source: False) -> VolumeKind:
    """What the mount that holds `path` is: the longest mount point that leads to it."""
    holding = [m for m in mounts if path == m.point or path.startswith(m.point.rstrip("/") + "/")]
    if not holding:
        return VolumeKind.LOCAL
    mount = max(holding, key=lambda m: len(m.point))
    if mount.kind.casefold() in _NETWORK_KINDS or mount.source.startswith("//"):
        return VolumeKind.NETWORK
    if mount.point != "/" and (mount.point.startswith(_REMOVABLE_POINTS) or removable(mount.source)):
        return VolumeKind.REMOVABLE
    return VolumeKind.LOCAL


def _linux_mounts() -> list[Mount]:
    try:
        return parse_mountinfo(Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape"))
    except OSError:
        return []


def parse_mountinfo(text: str) -> list[Mount]:
    """`/proc/self/mountinfo` as values (proc(5)); spaces in it are written \\040."""
    mounts = []
    for line in text.splitlines():
        front, _, back = line.partition(" - ")
        ahead, behind = front.split(), back.split()
        if len(ahead) >= 5 and len(behind) >= 2:
            point = ahead[4].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
            mounts.append(Mount(point, behind[0], behind[1]))
    return mounts


def _removable_on_linux(source: str) -> bool:
    name = Path(source).name.rstrip("0123456789")
    try:
        return Path(f"/sys/block/{name}/removable").read_text("ascii").strip() == "1"
    except OSError:
        return False


def _mac_mounts() -> list[Mount]:
    import subprocess

    done = subprocess.run(["/sbin/mount"], capture_output=True, check=False, text=True)
    return parse_mac_mounts(done.stdout)


def parse_mac_mounts(text: str) -> list[Mount]:
    """Lines of macOS `mount`: `//me@server/share on /Volumes/share (smbfs, nodev)`."""
    mounts = []
    for line in text.splitlines():
        source, _, rest = line.partition(" on ")
        point, _, options = rest.rpartition(" (")
        if point:
            mounts.append(Mount(point, options.rstrip(")").split(",")[0].strip(), source))
    return mounts


def _windows_volume(path: str) -> VolumeKind:
    if path.startswith("\\\\"):
        return VolumeKind.NETWORK
    import ctypes

    windll = getattr(ctypes, "windll", None)
    if windll is None:
        return VolumeKind.LOCAL
    drive_type = int(windll.kernel32.GetDriveTypeW(PureWindowsPath(path).anchor))
    return {2: VolumeKind.REMOVABLE, 4: VolumeKind.NETWORK}.get(drive_type, VolumeKind.LOCAL)
