import type { AccountId } from "#shared/domain/ids.ts";
import { connectAccount } from "../sync/connect-account.ts";
import type { Services } from "./services.ts";

/** Reads the account as it stands now, unless it was paused or removed while something else was waited for. */
export async function openFeed({ accounts, feeds, ports }: Services, id: AccountId): Promise<void> {
  const account = accounts.find(id);
  if (account === null || account.isPaused) return;
  await feeds.open(account, connectAccount(ports, account, ports.replayUrl));
}
