import type { ComponentProps, ReactNode } from "react";
import { Link } from "wouter";
import styles from "./button.module.css";

type ButtonProps = ComponentProps<"button"> & {
  kind?: "normal" | "primary" | "danger" | "quiet";
  /** What it asked for is under way: it takes no click, but unlike a disabled one keeps the focus. */
  isBusy?: boolean;
};

export function Button(props: ButtonProps) {
  const { kind = "normal", type = "button", isBusy = false, onClick, ...rest } = props;
  return (
    <button
      {...rest}
      type={isBusy ? "button" : type}
      className={styles["button"]}
      data-kind={kind}
      aria-busy={isBusy}
      aria-disabled={isBusy}
      onClick={isBusy ? undefined : onClick}
    />
  );
}

type ButtonLinkProps = { href: string; kind?: ButtonProps["kind"]; children: ReactNode };

/** Goes to a page, but looks like the step it is. */
export function ButtonLink({ href, kind = "normal", children }: ButtonLinkProps) {
  return (
    <Link href={href} className={styles["button"]} data-kind={kind}>
      {children}
    </Link>
  );
}
