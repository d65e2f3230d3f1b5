import { Dialog } from "../ui/dialog.tsx";
import styles from "./key-list.module.css";
import { KEY_LIST } from "./shortcuts.ts";

export function KeyList({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keys" shape="box" onClose={onClose}>
      <dl className={styles["keys"]}>
        {KEY_LIST.map(({ keys, does }) => (
          <div key={keys} className={styles["key"]}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
