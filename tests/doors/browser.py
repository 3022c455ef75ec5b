"""A real browser without a window, driven by its own protocol: what it asked for, what it shows, a picture of it."""

from __future__ import annotations

import asyncio
import base64
import json
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--remote-debugging-port=0",
    "--window-size=1000,640",
)  # fmt: skip


class Page:
    """One page."""

    def __init__(self, line: ClientConnection) -> None:
        self._line = line
        self._number = 0
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self.asked: list[str] = []
        """Every address that it asked anybody for."""
        self.complaints: list[str] = []
        """What it wrote into its console."""
        self._task = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        async for text in self._line:
            said = json.loads(text)
            match said:
                case {"id": number}:
                    self._waiting.pop(number).set_result(said.get("result"))
                case {"method": "Network.requestWillBeSent", "params": {"request": {"url": url}}}:
                    self.asked.append(url)
                case {"method": "Network.webSocketCreated", "params": {"url": url}}:
                    self.asked.append(url)
                case {"method": "Log.entryAdded", "params": {"entry": {"text": words}}}:
                    self.complaints.append(words)

    async def do(self, method: str, **parameters: Any) -> Any:
        """Ask the browser for something and return its answer."""
        self._number += 1
        self._waiting[self._number] = answer = asyncio.get_running_loop().create_future()
        await self._line.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        return await answer

    async def value(self, expression: str) -> Any:
        """Return what JavaScript makes of an expression, once that is true."""
        async with asyncio.timeout(40):
            while True:
                found = await self.do("Runtime.evaluate", expression=expression, returnByValue=True)
                if value := found["result"].get("value"):
                    return value
                await asyncio.sleep(0.05)

    async def type(self, text: str) -> None:
        """Type, and press enter for each line's end."""
        for letter in text:
            if letter == "\n":
                enter = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"}
                await self.do("Input.dispatchKeyEvent", type="keyDown", **enter)
                await self.do("Input.dispatchKeyEvent", type="keyUp", **enter)
            else:
                await self.do("Input.dispatchKeyEvent", type="char", text=letter)

    async def picture(self) -> bytes:
        """Return what it shows as a PNG."""
        shot = await self.do("Page.captureScreenshot", format="png")
        return base64.b64decode(shot["data"])


@asynccontextmanager
async def a_browser(folder: Path) -> AsyncIterator[Page]:
    """Start a browser with nothing of anybody's; its first page."""
    assert PROGRAM is not None
    process = await asyncio.create_subprocess_exec(
        PROGRAM, *_FLAGS, f"--user-data-dir={folder}", "about:blank",
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stderr is not None
    try:
        address = ""
        while not address:
            said = (await process.stderr.readline()).decode(errors="replace")
            assert said, "the browser ended at once"
            if "DevTools listening on " in said:
                address = said.rpartition(" ")[2].strip()
        host = address.split("/")[2]
        async with connect(address, max_size=None) as whole:
            await whole.send(json.dumps({"id": 1, "method": "Target.getTargets"}))
            targets = json.loads(await whole.recv())["result"]["targetInfos"]
        target = next(each["targetId"] for each in targets if each["type"] == "page")
        async with connect(f"ws://{host}/devtools/page/{target}", max_size=None) as line:
            page = Page(line)
            for domain in ("Page", "Network", "Runtime", "Log"):
                await page.do(f"{domain}.enable")
            yield page
    finally:
        process.kill()
        await process.wait()
