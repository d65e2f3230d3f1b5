import { useQuery } from "@tanstack/react-query";
import { Fragment, type KeyboardEvent, useId, useState } from "react";
import type { DemoView } from "#shared/views/overview.ts";
import { call } from "../bridge/bridge.ts";
import { channelQuery } from "../bridge/query.ts";
import { Dialog } from "../ui/dialog.tsx";
import styles from "./command-palette.module.css";
import { type Call, type Command, listCommands, matchCommands } from "./commands.ts";
import type { Shortcut } from "./shortcuts.ts";

type CommandPaletteProps = {
  demo: DemoView | undefined;
  onClose: () => void;
  onPerform: (shortcut: Shortcut) => void;
  onFailure: (error: unknown) => void;
};

/** Every action by name: type, choose with the arrows, Enter. */
export function CommandPalette(props: CommandPaletteProps) {
  const accounts = useQuery(channelQuery("accounts.list", {}));
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState(0);
  const listId = useId();
  const commands = listCommands(accounts.data?.accounts ?? [], props.demo);
  const matching = matchCommands(commands, typed);

  function run(command: Command) {
    const { action } = command;
    props.onClose();
    if (action.kind === "call") void request(action.run);
    else props.onPerform(action);
  }

  async function request(ask: (call: Call) => Promise<unknown>) {
    try {
      await ask(call);
    } catch (error) {
      props.onFailure(error);
    }
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const command = matching[chosen];
    if (step !== 0 && matching.length > 0) {
      event.preventDefault();
      setChosen((chosen + step + matching.length) % matching.length);
    } else if (event.key === "Enter" && command) {
      event.preventDefault();
      run(command);
    }
  }

  return (
    <Dialog title="Commands" shape="box" onClose={props.onClose}>
      <input
        className={styles["input"]}
        data-first-focus
        role="combobox"
        aria-label="Command"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={matching.length > 0 ? `${listId}-${chosen}` : undefined}
        placeholder="Type a command"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <CommandList
        id={listId}
        commands={matching}
        chosen={chosen}
        isGrouped={typed.trim() === ""}
        onRun={run}
      />
    </Dialog>
  );
}

type CommandListProps = {
  id: string;
  commands: readonly Command[];
  chosen: number;
  /** All of them, in their groups; what was found by words stands by how well it fits. */
  isGrouped: boolean;
  onRun: (command: Command) => void;
};

function CommandList({ id, commands, chosen, isGrouped, onRun }: CommandListProps) {
  if (commands.length === 0) return <p className={styles["none"]}>No command has these words.</p>;
  return (
    <ul id={id} role="listbox" aria-label="Commands" className={styles["list"]}>
      {commands.map((command, place) => (
        <Fragment key={`${command.group} ${command.name}`}>
          {isGrouped && command.group !== commands[place - 1]?.group && (
            <li role="presentation" className={styles["group"]}>
              {command.group}
            </li>
          )}
          {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- keys are handled by the combobox */}
          <li
            id={`${id}-${place}`}
            role="option"
            aria-selected={place === chosen}
            className={styles["option"]}
            ref={place === chosen ? scrollIntoView : undefined}
            onClick={() => onRun(command)}
          >
            {command.name}
          </li>
        </Fragment>
      ))}
    </ul>
  );
}

function scrollIntoView(option: HTMLLIElement | null): void {
  option?.scrollIntoView({ block: "nearest" });
}
