import type { ComponentChildren } from 'preact';

function Icon({ children }: { children: ComponentChildren }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      {children}
    </svg>
  );
}

/** A cross: close. */
export function CloseIcon() {
  return (
    <Icon>
      <path d="M6 6l12 12M18 6L6 18" />
    </Icon>
  );
}

/** An arrow upward: send. */
export function SendIcon() {
  return (
    <Icon>
      <path d="M12 19V5.5M6 11l6-6 6 6" />
    </Icon>
  );
}

/** Head and shoulders: a person. */
export function PersonIcon() {
  return (
    <Icon>
      <circle cx="12" cy="8" r="3.6" />
      <path d="M4.8 20c.6-4 3.6-6 7.2-6s6.6 2 7.2 6" />
    </Icon>
  );
}

/** A chestnut leaf with a spark: the AI assistant. */
export function AssistantIcon() {
  return (
    <Icon>
      <path d="M5 19c0-8.5 5-14 14-14 0 9-5 14-12 14" />
      <path d="M5 19c2.5-4.5 5-7 8.5-8.5" />
    </Icon>
  );
}

/** An arrow downward: to the newest message. */
export function DownIcon() {
  return (
    <Icon>
      <path d="M12 5v13M6.5 12.5L12 18l5.5-5.5" />
    </Icon>
  );
}

/** A star, filled by the style sheet. */
export function StarIcon() {
  return (
    <Icon>
      <path d="M12 3.6l2.6 5.3 5.8.8-4.2 4.1 1 5.8-5.2-2.7-5.2 2.7 1-5.8L3.6 9.7l5.8-.8z" />
    </Icon>
  );
}

/** A paper clip: attach a file. */
export function AttachIcon() {
  return (
    <Icon>
      <path d="M19 11.5l-7.6 7.6a4.6 4.6 0 0 1-6.5-6.5l8-8a3 3 0 0 1 4.3 4.3l-8 8a1.5 1.5 0 0 1-2.1-2.1l7.3-7.3" />
    </Icon>
  );
}
