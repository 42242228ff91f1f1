"""Programs of others stay on this machine, and end with their test."""

import os
from pathlib import Path

import pytest

from tests.clients import npm, programs

pytestmark = [pytest.mark.emulator, npm.needs()]

# Listens as carelessly as can be, and looks for a host that cloud machines have.
CARELESS = """
const net = require("node:net");
const server = net.createServer().listen(0, () => {
  const far = net.connect({ host: "169.254.169.254", port: 80 });
  far.on("error", (problem) => console.log("at", server.address().address, problem.code, process.pid));
});
"""


async def test_a_program_listens_on_loopback_and_reaches_nothing_else(tmp_path: Path) -> None:
    async with programs.node(["-e", CARELESS], ready=r"at (\S+) (\S+)", folder=tmp_path) as said:
        assert said.groups() == ("127.0.0.1", "ECONNREFUSED")


async def test_a_program_is_gone_afterwards(tmp_path: Path) -> None:
    async with programs.node(["-e", CARELESS], ready=r"(\d+)$", folder=tmp_path) as said:
        os.kill(int(said[1]), 0)
    with pytest.raises(ProcessLookupError):
        os.kill(int(said[1]), 0)


async def test_a_program_that_ends_too_early_tells_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="no such port"):
        async with programs.node(["-e", "console.log('no such port')"], ready="Ready", folder=tmp_path):
            pass
