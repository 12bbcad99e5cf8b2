/** What the site's page leaves there for its specs. */
interface Window {
  /** What the page was told of its worker, in turn. */
  readonly heard: string[];
  /** Lets the version that waits take over. */
  activate?: () => void;
  /** Looks for a new version. */
  check?: () => Promise<void>;
}
