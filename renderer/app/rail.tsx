import { Link, useLocation } from "wouter";
import { isOnPage, PAGES } from "./pages.ts";
import styles from "./rail.module.css";

export function Rail() {
  const [location] = useLocation();
  return (
    <nav className={styles["rail"]} aria-label="Pages">
      {PAGES.map((page, place) => (
        <Link
          key={page.path}
          href={page.path}
          className={styles["item"]}
          aria-current={isOnPage(location, page) ? "page" : undefined}
          title={`${page.name} (${place + 1})`}
        >
          <svg viewBox="0 0 16 16" width="18" height="18" aria-hidden="true">
            <path d={page.icon} />
          </svg>
          <span>{page.name}</span>
          <kbd aria-hidden="true">{place + 1}</kbd>
        </Link>
      ))}
    </nav>
  );
}
