type PartProps = { term: string; sentences?: readonly string[]; children?: React.ReactNode };

/** One fact of an account's sheet; none without anything to say. */
export function Part({ term, sentences, children }: PartProps) {
  if (children === undefined && sentences?.length === 0) return null;
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        {sentences?.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {children}
      </dd>
    </div>
  );
}
