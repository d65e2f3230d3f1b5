import type { AccountAssessment } from "../engine/assessment.ts";
import type { ConfiguredAccount } from "../store/account-store.ts";
import { readableOrNull } from "../store/storage-error.ts";
import type { Services } from "./services.ts";

/**
 * The newest figures of an account, under the name it has now: what was read before a rename carries
 * the older one. `null` before the first reading.
 */
export function findAssessment(
  { assessments }: Pick<Services, "assessments">,
  { accountId, label }: ConfiguredAccount,
): AccountAssessment | null {
  const assessment = assessments.findLatest(accountId);
  if (assessment === null || assessment.snapshot.label === label) return assessment;
  return { ...assessment, snapshot: { ...assessment.snapshot, label } };
}

/** The same among others: an account whose stored figures are damaged has none, and its feed says why. */
export function findReadable(
  services: Pick<Services, "assessments">,
  account: ConfiguredAccount,
): AccountAssessment | null {
  return readableOrNull(() => findAssessment(services, account));
}
