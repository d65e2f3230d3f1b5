import type { Handlers } from "../ipc/dispatch.ts";
import type { Services } from "./services.ts";

type DemoChannel = "demo.pause" | "demo.resume" | "demo.leave" | "demo.enter";

export function createDemoHandlers({ demo }: Pick<Services, "demo">): Pick<Handlers, DemoChannel> {
  return {
    "demo.pause": () => done(demo.pause),
    "demo.resume": () => done(demo.resume),
    "demo.leave": () => done(demo.leave),
    "demo.enter": () => done(demo.enter),
  };
}

async function done(act: () => void | Promise<void>): Promise<null> {
  await act();
  return null;
}
