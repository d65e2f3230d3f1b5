import { spawnSync } from "node:child_process";

/** A disk of that many KiB on a folder; answers how to take it away, `null` without the right to. */
export function mountSmallDisk(folder: string, sizeKib: number): (() => void) | null {
  const options = ["-t", "tmpfs", "-o", `size=${sizeKib}k`, "tmpfs"];
  if (spawnSync("mount", [...options, folder]).status !== 0) return null;
  return () => void spawnSync("umount", ["--lazy", folder]);
}
