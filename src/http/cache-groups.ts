import {parseStrings} from './structured-fields.js';

/** How the path of a URL begins that stands for a cache group. */
const GROUP_PATH = '/workbox-revalidate-group=';

/** The groups that Cache-Groups or Cache-Group-Invalidation name (RFC 9875 §2, §3). */
export function cacheGroups(fieldValue: string | null): string[] {
  return (fieldValue && parseStrings(fieldValue)) || [];
}

/** The same as URLs: a group is one of its origin (§2.1), and marked as what has a URL is. */
export function groupUrls(fieldValue: string | null, url: string): string[] {
  return cacheGroups(fieldValue).map(
    (name) => new URL(GROUP_PATH + encodeURIComponent(name), url).href,
  );
}

/** Whether a URL is that of a group. */
export function isGroupUrl(url: string): boolean {
  return url.includes(GROUP_PATH);
}
