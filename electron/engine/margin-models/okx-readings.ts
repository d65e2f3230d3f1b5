import type { Readings } from "../margin-model.ts";
import { okxStatedMaintenance } from "./okx.ts";

/** The venue's `mmr` is without the liquidation fee that its ratio counts. */
export function okxReadings(): Readings {
  return {
    used: "maintenance margin with the liquidation fee, as its ratio counts it",
    others: [
      {
        name: "maintenance margin without the liquidation fee, as `mmr` states it",
        rule: { maintenanceMargin: okxStatedMaintenance },
      },
    ],
  };
}
