"""What npm installed for the tests: a folder outside the repository, named by CONCIERGE_NPM (see .ci/clients.sh)."""

import os
import subprocess
from pathlib import Path

import pytest

_NAMED = os.environ.get("CONCIERGE_NPM", "")
MODULES = Path(_NAMED).resolve() / "node_modules"
# The one that was installed: emulate needs a newer Node than some machines have.
NODE = MODULES / ".bin" / "node"
_TSC_WITHIN = 60


def package(name: str) -> Path:
    """The folder of an installed package."""
    return MODULES / name


def needs(*names: str) -> pytest.MarkDecorator:
    """Skips, with the cure as the reason, where one of the packages is missing."""
    if not _NAMED:
        why = os.environ.get("CONCIERGE_NPM_MISSING") or "CONCIERGE_NPM names no folder (see .ci/clients.sh)"
        return pytest.mark.skipif(True, reason=why)
    missing = [name for name in ("node", *names) if not (package(name) / "package.json").exists()]
    return pytest.mark.skipif(
        bool(missing), reason=f"{' and '.join(missing)} not installed in CONCIERGE_NPM ({_NAMED}); see .ci/clients.sh"
    )


def compiler_complaints(source: str, folder: Path) -> str:
    """What TypeScript says about a file of this text; nothing when all is well. `folder` is scratch."""
    (folder / "node_modules").symlink_to(MODULES)
    (folder / "judged.ts").write_text(source, "utf-8")
    options = ["--noEmit", "--strict", "--skipLibCheck", "--module", "esnext", "--moduleResolution", "bundler"]
    done = subprocess.run(
        [NODE, MODULES / ".bin" / "tsc", *options, "judged.ts"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=_TSC_WITHIN,
    )
    if done.returncode == 0:
        return ""
    return f"{done.stdout}{done.stderr}".strip() or f"tsc ended with {done.returncode}"
