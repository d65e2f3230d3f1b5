import { describe, expect, it } from "vitest";
import { MOST_BOOK_BYTES } from "#shared/contract/books.ts";
import { readBookFile } from "./read-book-file.ts";

const { signal } = new AbortController();

describe("readBookFile", () => {
  it("reads UTF-8, with or without a mark in front", async () => {
    expect(await readBookFile(new Blob(["é"]), signal)).toEqual({ ok: true, text: "é" });
    expect(await readBookFile(new Blob(["\uFEFF{}"]), signal)).toEqual({ ok: true, text: "{}" });
  });

  it("refuses a picture, an archive and a spreadsheet in another encoding in words", async () => {
    for (const bytes of [
      [0x89, 0x50, 0x4e, 0x47],
      [0x50, 0x4b, 3, 4, 0xff],
      [0xff, 0xfe, 0x61, 0],
    ])
      expect(await readBookFile(new Blob([new Uint8Array(bytes)]), signal)).toMatchObject({
        ok: false,
        faults: [{ reason: expect.stringContaining("UTF-8") }],
      });
  });

  it("refuses a file of more than 32 MB without reading it, and one that is gone", async () => {
    const unread = () => Promise.reject(new DOMException("gone", "NotFoundError"));
    const huge = { size: MOST_BOOK_BYTES + 1, arrayBuffer: unread } as unknown as Blob;
    expect(await readBookFile(huge, signal)).toMatchObject({
      faults: [{ path: "file", reason: "is larger than 32 MB" }],
    });
    const gone = { size: 1, arrayBuffer: unread } as unknown as Blob;
    expect(await readBookFile(gone, signal)).toMatchObject({
      faults: [{ reason: expect.stringContaining("can't be read") }],
    });
  });

  it("goes no further when it is stopped while the file is read", async () => {
    const stopping = new AbortController();
    const reading = readBookFile(new Blob(["{}"]), stopping.signal);
    stopping.abort(new Error("stopped"));
    await expect(reading).rejects.toThrow("stopped");
  });
});
