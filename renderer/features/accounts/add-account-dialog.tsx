import { type SubmitEvent, useState } from "react";
import { isGenericVenue } from "#shared/domain/generic-venues.ts";
import { isInsisting } from "#shared/domain/insistence.ts";
import {
  credentialKindOf,
  OFFERED_VENUES,
  VENUE_CATALOG,
  type VenueId,
} from "#shared/domain/venue-catalog.ts";
import type { AccountView } from "#shared/views/accounts.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { FailedState, Notice } from "../../ui/states.tsx";
import { AddedAccount } from "./added-account.tsx";
import { addFailure } from "./add-failure.ts";
import { toAddInput, toInsistence } from "./add-input.ts";
import { CredentialFields } from "./credential-fields.tsx";
import styles from "./dialogs.module.css";
import { GenericWarning } from "./generic-warning.tsx";
import { Insistence } from "./insistence.tsx";
import { useAddAccount } from "./use-add-account.ts";

type AddAccountDialogProps = {
  accounts: readonly AccountView[];
  /** Why no key can be stored here; accounts read by an address can be added all the same. */
  refusedBecause: string | null;
  onClose: () => void;
};

/** Venue, account kind, what to do there, paste, test, added. A key goes to the key store and never comes back. */
export function AddAccountDialog({ accounts, refusedBecause, onClose }: AddAccountDialogProps) {
  const way = useAddAccount();
  const { adding } = way;
  const added =
    adding.step === "added" ? accounts.find((each) => each.accountId === adding.accountId) : null;
  return (
    <Dialog title="Add an account" shape="box" onClose={onClose}>
      {added ? (
        <AddedAccount account={added} onMore={way.restart} onClose={onClose} />
      ) : (
        <AddForm way={way} refusedBecause={refusedBecause} onClose={onClose} />
      )}
    </Dialog>
  );
}

const VENUES = [false, true].flatMap((isGeneric) =>
  OFFERED_VENUES.filter((value) => isGenericVenue(value) === isGeneric).map((value) => ({
    value,
    label: VENUE_CATALOG[value].label,
    group: isGeneric ? "Other venues (generic model)" : "Venues with a rule of their own",
  })),
);

type AddFormProps = {
  way: ReturnType<typeof useAddAccount>;
  refusedBecause: string | null;
  onClose: () => void;
};

function AddForm({ way, refusedBecause, onClose }: AddFormProps) {
  const [venue, setVenue] = useState<VenueId>("binanceusdm");
  const { models } = VENUE_CATALOG[venue];
  const [model, setModel] = useState(models[0]?.id);
  const [typed, setTyped] = useState("");
  const failure = way.adding.step === "filling" ? way.adding.failure : null;
  const isTesting = way.adding.step !== "filling";
  const insistence = toInsistence(failure, typed);
  const isInsisted = insistence !== null && isInsisting(typed);
  // Rights that could not be read may be readable the next time.
  const isForced = isInsisted || failure?.code === "key_too_powerful";
  const barred = credentialKindOf(venue) === "address" ? null : refusedBecause;
  // While testing, fields are kept as they are but not disabled: that would take the focus away.
  const state = { disabled: barred !== null, readOnly: isTesting };

  function choose(next: VenueId) {
    setVenue(next);
    setModel(VENUE_CATALOG[next].models[0]?.id);
    startAfresh();
  }

  function startAfresh() {
    setTyped("");
    if (failure) way.restart();
  }

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => textOf(form.get(name));
    if (model === undefined || isTesting) return;
    // What is refused next may be another thing: the sentence is then typed anew.
    setTyped("");
    const insists = isInsisted ? insistence : null;
    void way.add(toAddInput({ venue, marginModel: model, insists, text }));
  }

  return (
    <form className={styles["form"]} onSubmit={submit} autoComplete="off">
      <SelectField
        label="Venue"
        choices={VENUES}
        value={venue}
        onChange={choose}
        disabled={isTesting}
        hint="Type the first letters of its name to find it."
        data-first-focus
      />
      {isGenericVenue(venue) && <GenericWarning venue={venue} />}
      {models.length > 1 && model !== undefined && (
        <SelectField
          label="Account kind"
          choices={models.map(({ id, label }) => ({ value: id, label }))}
          value={model}
          onChange={(next) => {
            setModel(next);
            startAfresh();
          }}
          disabled={barred !== null || isTesting}
          hint="As the venue shows it. Keel refuses the wrong one rather than reckon by it."
        />
      )}
      {barred !== null && (
        <Notice title="No key can be stored here" testId="keys-refused">
          {barred} An account that is read by its address needs none, and neither does a book.
        </Notice>
      )}
      <Field
        label="Name"
        name="label"
        required
        maxLength={60}
        {...state}
        hint="Your own name for it, shown everywhere."
      />
      <CredentialFields key={venue} venue={venue} {...state} onEdit={startAfresh} />
      {failure && (
        <div ref={showWhole}>
          <FailedState {...addFailure(failure)} />
        </div>
      )}
      {insistence && <Insistence typed={typed} onType={setTyped} />}
      <div className={styles["actions"]}>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          kind={isForced ? "danger" : "primary"}
          type="submit"
          disabled={barred !== null || (isForced && !isInsisted)}
          isBusy={isTesting}
        >
          {submitWords(isTesting, isForced, insistence !== null)}
        </Button>
      </div>
    </form>
  );
}

function submitWords(isTesting: boolean, isForced: boolean, isRefused: boolean): string {
  if (isTesting) return "Reading the account";
  if (isForced) return "Add it all the same";
  return isRefused ? "Try again" : "Test and add";
}

/** In a low window the form is scrolled; a refusal must not stay below its edge. */
function showWhole(refusal: HTMLElement | null): void {
  refusal?.scrollIntoView({ block: "nearest" });
}

/** A field's text without the blanks that come along when a key is pasted. */
function textOf(value: FormDataEntryValue | null): string {
  return typeof value === "string" ? value.trim() : "";
}
