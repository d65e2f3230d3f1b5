import { type ChangeEvent, type ComponentProps, useState } from "react";
import { keyFault, passphraseFault, secretFault } from "#shared/contract/key-text.ts";
import { credentialKindOf, VENUE_CATALOG, type VenueId } from "#shared/domain/venue-catalog.ts";
import { Button } from "../../ui/button.tsx";
import { Field, MaskedLinesField } from "../../ui/field.tsx";
import styles from "./dialogs.module.css";

type CredentialFieldsProps = {
  venue: VenueId;
  disabled: boolean;
  readOnly: boolean;
  onEdit: () => void;
};

/** What the trader has to do at the venue, and the fields for what comes of it. */
export function CredentialFields({ venue, onEdit, ...state }: CredentialFieldsProps) {
  const kind = credentialKindOf(venue);
  const { addressHint, takesPem } = VENUE_CATALOG[venue];
  const common = { ...state, required: true, spellCheck: false };
  const judged = (faultIn: (text: string) => string | null) => ({
    ...common,
    ref: forgetWhenGone,
    onChange: ({ target }: ChangeEvent<KeyField>) => {
      target.setCustomValidity(faultIn(target.value.trim()) ?? "");
      onEdit();
    },
  });
  return (
    <>
      <Instructions venue={venue} />
      {kind === "address" ? (
        <Field
          {...common}
          key="address"
          label="Address"
          name="address"
          hint={addressHint ?? ""}
          onChange={onEdit}
        />
      ) : (
        <>
          <Field {...judged(keyFault)} label="API key" name="key" />
          <SecretField {...judged(secretFault)} takesPem={takesPem} />
        </>
      )}
      {kind === "passphrase" && (
        <Field {...judged(passphraseFault)} label="Passphrase" name="passphrase" type="password" />
      )}
    </>
  );
}

type KeyField = HTMLInputElement | HTMLTextAreaElement;

type SecretFieldProps = Pick<ComponentProps<"input">, "disabled" | "readOnly" | "required"> & {
  takesPem: boolean;
  ref: (field: KeyField | null) => () => void;
  onChange: (event: ChangeEvent<KeyField>) => void;
};

/** A secret of one line, or a private key in PEM, whose lines a field of one line would lose. */
function SecretField({ takesPem, ...field }: SecretFieldProps) {
  const [isPem, setIsPem] = useState(false);
  return (
    <>
      {isPem ? (
        <MaskedLinesField {...field} label="Private key (PEM)" name="secret" />
      ) : (
        <Field {...field} label="Secret" name="secret" type="password" />
      )}
      {takesPem && (
        <div>
          <Button kind="quiet" onClick={() => setIsPem(!isPem)} disabled={field.disabled}>
            {isPem ? "Paste a secret of one line instead" : "Paste a private key (PEM) instead"}
          </Button>
        </div>
      )}
    </>
  );
}

/** A field that has left the page can stay in memory for a while: what was typed must not. */
function forgetWhenGone(input: KeyField | null): () => void {
  return () => {
    if (input) input.value = "";
  };
}

function Instructions({ venue }: { venue: VenueId }) {
  const { steps, hosts, label, tellsKeyRights } = VENUE_CATALOG[venue];
  const hasKey = credentialKindOf(venue) !== "address";
  return (
    <section className={styles["steps"]} aria-label="Instructions">
      <ol>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p>
        {hasKey &&
          (tellsKeyRights
            ? "Keel looks at what the key may do before it keeps it. "
            : `${label} does not tell Keel what a key may do: look there yourself that it can only read. `)}
        {hasKey
          ? "The key goes to this system’s key store and to the venue, nowhere else."
          : "The address is kept in Keel’s database on this machine and sent to the venue."}{" "}
        Contacted: {hosts.join(", ")}.
      </p>
    </section>
  );
}
