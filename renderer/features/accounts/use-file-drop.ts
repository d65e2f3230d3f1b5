import { useEffect, useEffectEvent, useState } from "react";

/** Takes a file that is dropped anywhere on the window; tells while one is held over it. */
export function useFileDrop(onFile: (file: File) => void): boolean {
  const [isOver, setIsOver] = useState(false);
  const take = useEffectEvent(onFile);
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      setIsOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setIsOver(false);
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      setIsOver(false);
      const [file] = event.dataTransfer?.files ?? [];
      if (file) take(file);
    };
    const handlers = { dragover: over, dragleave: leave, drop } as const;
    for (const [type, handler] of Object.entries(handlers))
      document.addEventListener(type as "drop", handler);
    return () => {
      for (const [type, handler] of Object.entries(handlers))
        document.removeEventListener(type as "drop", handler);
    };
  }, []);
  return isOver;
}
