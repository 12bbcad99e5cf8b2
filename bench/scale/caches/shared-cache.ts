/** Where a shared cache stands. */
export interface Place {
  readonly port: number;
  readonly originPort: number;
  /** Its own temporary folder. */
  readonly folder: string;
  /** Who runs it, where a program that was started by root would become somebody else. */
  readonly user: string;
}

/** A shared cache in one configuration. */
export interface SharedCache {
  readonly name: string;
  /** Of Debian, what brings it. */
  readonly debianPackage: string;
  readonly program: string;
  configure(place: Place): {
    readonly args: readonly string[];
    /** Its configuration files, by their names in its folder. */
    readonly files: Readonly<Record<string, string>>;
  };
}
