import { credentialKindOf, VENUE_CATALOG, type VenueId } from "#shared/domain/venue-catalog.ts";
import { Field } from "../../ui/field.tsx";
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
  const { addressHint } = VENUE_CATALOG[venue];
  const common = { ...state, required: true, spellCheck: false, onChange: onEdit };
  return (
    <>
      <Instructions venue={venue} />
      {kind === "address" ? (
        <Field {...common} key="address" label="Address" name="address" hint={addressHint ?? ""} />
      ) : (
        <>
          <Field {...common} label="API key" name="key" ref={forgetWhenGone} />
          <Field {...common} label="Secret" name="secret" type="password" ref={forgetWhenGone} />
        </>
      )}
      {kind === "passphrase" && (
        <Field
          {...common}
          label="Passphrase"
          name="passphrase"
          type="password"
          ref={forgetWhenGone}
        />
      )}
    </>
  );
}

/** A field that has left the page can stay in memory for a while: what was typed must not. */
function forgetWhenGone(input: HTMLInputElement): () => void {
  return () => {
    input.value = "";
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
