import type { ComponentProps, ReactNode } from "react";
import { Link } from "wouter";
import styles from "./button.module.css";

type ButtonProps = ComponentProps<"button"> & { kind?: "normal" | "primary" | "danger" | "quiet" };

export function Button({ kind = "normal", type = "button", ...rest }: ButtonProps) {
  return <button {...rest} type={type} className={styles["button"]} data-kind={kind} />;
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
