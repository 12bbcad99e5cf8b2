import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {
  dateAfterReceipt,
  type Fields,
  type Level,
  RECEIVED_DATE,
  storedResponse,
  titled,
} from './stored-response.fixture.js';
import {
  agreesWithStored,
  conditionalFields,
  isSameRepresentation,
  selectsStored,
  strongValidatorOf,
  type Validators,
  validatorsOf,
} from './validation.js';

const MODIFIED = 'Mon, 01 Jun 2026 12:00:00 GMT';
const MODIFIED_LATER = 'Mon, 01 Jun 2026 12:00:01 GMT';

test.each([
  {level: 'must', fields: {}, sent: undefined},
  {level: 'must', fields: {etag: ''}, sent: undefined},
  {level: 'must', fields: {etag: '"a"'}, sent: {'If-None-Match': '"a"'}},
  {level: 'must', fields: {etag: 'W/"a"'}, sent: {'If-None-Match': 'W/"a"'}},
  {level: 'must', fields: {etag: 'unquoted'}, sent: {'If-None-Match': 'unquoted'}},
  {level: 'must', fields: {etag: '"a-gzip"'}, sent: {'If-None-Match': '"a-gzip"'}},
  {level: 'should', fields: {'last-modified': MODIFIED}, sent: {'If-Modified-Since': MODIFIED}},
  {
    level: 'should',
    fields: {'last-modified': 'Sunday, 06-Nov-94 08:49:37 GMT'},
    sent: {'If-Modified-Since': 'Sunday, 06-Nov-94 08:49:37 GMT'},
  },
  {
    level: 'should',
    fields: {etag: '"a"', 'last-modified': MODIFIED},
    sent: {'If-None-Match': '"a"', 'If-Modified-Since': MODIFIED},
  },
  {
    level: 'should',
    fields: {etag: '', 'last-modified': MODIFIED},
    sent: {'If-Modified-Since': MODIFIED},
  },
] as {level: Level; fields: Fields; sent: Fields | undefined}[])(
  '$level §4.3.1: "MUST send the relevant entity tags", "SHOULD send the Last-Modified value": $fields',
  ({fields, sent}) => {
    const validators = validatorsOf(new Headers(fields));
    expect(validators && Object.fromEntries(conditionalFields([validators]))).toEqual(sent);
  },
);

const tagged = (etag: string | null, lastModified: string | null = null): Validators => ({
  etag,
  lastModified,
});

test.each([
  {level: 'must', sent: [], fields: {}},
  {level: 'must', sent: [tagged('"a"'), tagged('"b"')], fields: {'If-None-Match': '"a", "b"'}},
  {level: 'must', sent: [tagged('"b"'), tagged('W/"a"')], fields: {'If-None-Match': '"b", W/"a"'}},
  {level: 'optimal', sent: [tagged('"a"'), tagged('"a"')], fields: {'If-None-Match': '"a"'}},
  {level: 'must', sent: [tagged(''), tagged(null)], fields: {}},
  {level: 'must', sent: [tagged(null), tagged('"b"')], fields: {'If-None-Match': '"b"'}},
  {
    level: 'should',
    sent: [tagged('"a"', MODIFIED), tagged('"b"')],
    fields: {'If-None-Match': '"a", "b"', 'If-Modified-Since': MODIFIED},
  },
  // Of several responses, one date says nothing: it is that of the first, which would be renewed.
  {
    level: 'must',
    sent: [tagged('"a"'), tagged('"b"', MODIFIED)],
    fields: {'If-None-Match': '"a", "b"'},
  },
  {
    level: 'must',
    sent: [tagged('"a"', MODIFIED_LATER), tagged('"b"', MODIFIED)],
    fields: {'If-None-Match': '"a", "b"', 'If-Modified-Since': MODIFIED_LATER},
  },
] as {level: Level; sent: Validators[]; fields: Fields}[])(
  '$level §4.3.1: "validators from all of the stored responses": $sent',
  ({sent, fields}) => {
    expect(Object.fromEntries(conditionalFields(sent))).toEqual(fields);
  },
);

test.each([
  {level: 'must', fields: {etag: '"a"'}, strong: tagged('"a"')},
  {level: 'must', fields: {etag: '""'}, strong: tagged('""')},
  {level: 'must', fields: {etag: '"a"', 'last-modified': MODIFIED}, strong: tagged('"a"')},
  {level: 'must', fields: {etag: 'W/"a"'}, strong: undefined},
  {level: 'must', fields: {etag: 'W/"a"', 'last-modified': MODIFIED}, strong: undefined},
  {level: 'must', fields: {etag: 'a'}, strong: undefined},
  {level: 'must', fields: {etag: ''}, strong: undefined},
  {level: 'must', fields: {'last-modified': MODIFIED}, strong: undefined},
  {level: 'must', fields: {}, strong: undefined},
] as {level: Level; fields: Fields; strong: Validators | undefined}[])(
  '$level RFC 9110 §8.8.1: "a strong validator is unique across all versions": $fields',
  ({fields, strong}) => {
    expect(strongValidatorOf(new Headers(fields))).toEqual(strong);
  },
);

interface SelectionRow {
  level: Level;
  /** The validators of the stored response, all of which were sent. */
  stored: Fields;
  answer: Fields;
  selects: boolean;
}

const SELECTIONS: Record<string, SelectionRow[]> = {
  '§4.3.4: without "one of those same strong validators ... MUST NOT use the new response"': [
    {level: 'must', stored: {etag: '"a"'}, answer: {etag: '"a"'}, selects: true},
    {level: 'must', stored: {etag: '"a"'}, answer: {etag: '"b"'}, selects: false},
    {level: 'must', stored: {etag: '"a"'}, answer: {etag: '"A"'}, selects: false},
    {level: 'must', stored: {etag: '"a"'}, answer: {etag: '"a "'}, selects: false},
    {level: 'must', stored: {etag: '"a"'}, answer: {etag: '""'}, selects: false},
    {level: 'must', stored: {etag: 'W/"a"'}, answer: {etag: '"b"'}, selects: false},
    {level: 'must', stored: {etag: 'W/"a"'}, answer: {etag: 'W/"b"'}, selects: false},
    {
      level: 'must',
      stored: {etag: '"a"', 'last-modified': MODIFIED},
      answer: {etag: '"b"', 'last-modified': MODIFIED},
      selects: false,
    },
    {
      level: 'must',
      stored: {etag: '"a"', 'last-modified': MODIFIED},
      answer: {etag: '"a"', 'last-modified': MODIFIED_LATER},
      selects: true,
    },
    // The date alone was sent, and the tag is of a representation that nobody has seen.
    {
      level: 'must',
      stored: {'last-modified': MODIFIED},
      answer: {etag: '"b"'},
      selects: false,
    },
    // RFC 9110 §8.8.2.2: well before Date, Last-Modified is a strong validator itself.
    {
      level: 'must',
      stored: {'last-modified': MODIFIED},
      answer: {etag: '"b"', 'last-modified': MODIFIED},
      selects: true,
    },
    {
      level: 'must',
      stored: {'last-modified': MODIFIED},
      answer: {etag: '"b"', 'last-modified': MODIFIED_LATER},
      selects: false,
    },
  ],
  '§4.3.4: "no strong validators but ... one or more weak validators"': [
    {level: 'must', stored: {etag: 'W/"a"'}, answer: {etag: 'W/"a"'}, selects: true},
    {
      level: 'must',
      stored: {'last-modified': MODIFIED},
      answer: {'last-modified': MODIFIED},
      selects: true,
    },
    {
      level: 'must',
      stored: {'last-modified': MODIFIED},
      answer: {'last-modified': MODIFIED_LATER},
      selects: false,
    },
    {
      level: 'must',
      stored: {etag: '"a"', 'last-modified': MODIFIED},
      answer: {'last-modified': MODIFIED},
      selects: true,
    },
    {
      level: 'must',
      stored: {etag: '"a"', 'last-modified': MODIFIED},
      answer: {'last-modified': MODIFIED_LATER},
      selects: false,
    },
    {
      level: 'optimal',
      stored: {'last-modified': MODIFIED},
      answer: {etag: 'W/"b"', 'last-modified': MODIFIED_LATER},
      selects: false,
    },
  ],
  'RFC 9110 §8.8.3.2: weak comparison, by which If-None-Match was answered': [
    {level: 'optimal', stored: {etag: '"a"'}, answer: {etag: 'W/"a"'}, selects: true},
    {level: 'optimal', stored: {etag: 'W/"a"'}, answer: {etag: '"a"'}, selects: true},
    {level: 'optimal', stored: {etag: 'W/"a"'}, answer: {etag: 'w/"a"'}, selects: true},
  ],
  'no RFC: tags as servers change them between a 200 and its 304': [
    {level: 'optimal', stored: {etag: '"a-gzip"'}, answer: {etag: '"a"'}, selects: true},
    {level: 'optimal', stored: {etag: '"a"'}, answer: {etag: '"a-gzip"'}, selects: true},
    {level: 'optimal', stored: {etag: '"a-gzip"'}, answer: {etag: '"a-gzip"'}, selects: true},
    {level: 'optimal', stored: {etag: 'W/"a-gzip"'}, answer: {etag: '"a"'}, selects: true},
    {level: 'optimal', stored: {etag: '"a;br"'}, answer: {etag: '"a"'}, selects: true},
    {level: 'optimal', stored: {etag: '"a-gzip"'}, answer: {etag: '"b-gzip"'}, selects: false},
    {level: 'optimal', stored: {etag: '"a-gzip"'}, answer: {etag: '"a-v2"'}, selects: false},
    {level: 'optimal', stored: {etag: '"gzip"'}, answer: {etag: '"a"'}, selects: false},
    {level: 'optimal', stored: {etag: 'a'}, answer: {etag: 'a'}, selects: true},
    {level: 'optimal', stored: {etag: 'a'}, answer: {etag: '"a"'}, selects: true},
    {level: 'optimal', stored: {etag: '"a"'}, answer: {etag: 'a'}, selects: true},
    {level: 'optimal', stored: {etag: 'a'}, answer: {etag: 'b'}, selects: false},
  ],
  '§4.3.3: "304 (Not Modified) ... indicates that the stored response can be updated and reused"': [
    {level: 'optimal', stored: {etag: '"a"'}, answer: {}, selects: true},
    {level: 'optimal', stored: {etag: '"a"'}, answer: {etag: ''}, selects: true},
    {level: 'optimal', stored: {'last-modified': MODIFIED}, answer: {}, selects: true},
    {level: 'optimal', stored: {etag: '"a"', 'last-modified': MODIFIED}, answer: {}, selects: true},
    {
      level: 'optimal',
      stored: {etag: '"a"'},
      answer: {'last-modified': MODIFIED},
      selects: true,
    },
  ],
};

describe.each(Object.entries(SELECTIONS))('%s', (_, rows) => {
  test.each(titled(rows))('%s', (_, {stored, answer, selects}) => {
    const sent = {etag: stored['etag'] ?? null, lastModified: stored['last-modified'] ?? null};
    expect(selectsStored(new Headers(answer), sent)).toBe(selects);
  });
});

const STORED = {etag: '"a"', 'last-modified': MODIFIED, 'content-length': '10'};

test.each(
  titled([
    {level: 'must', stored: STORED, answer: {}, selects: true},
    {level: 'must', stored: STORED, answer: STORED, selects: true},
    {level: 'must', stored: STORED, answer: {etag: '"a"'}, selects: true},
    {level: 'must', stored: STORED, answer: {etag: '"b"'}, selects: false},
    {level: 'must', stored: STORED, answer: {...STORED, etag: '"b"'}, selects: false},
    {level: 'must', stored: STORED, answer: {'last-modified': MODIFIED}, selects: true},
    {level: 'must', stored: STORED, answer: {'last-modified': MODIFIED_LATER}, selects: false},
    {
      level: 'must',
      stored: STORED,
      answer: {etag: '"a"', 'last-modified': MODIFIED_LATER},
      selects: false,
    },
    {level: 'must', stored: STORED, answer: {'content-length': '10'}, selects: true},
    {level: 'must', stored: STORED, answer: {'content-length': '11'}, selects: false},
    {level: 'must', stored: STORED, answer: {...STORED, 'content-length': '11'}, selects: false},
    {
      level: 'must',
      stored: STORED,
      answer: {etag: '"a"', 'content-length': '5', 'content-range': 'bytes 0-4/10'},
      selects: true,
    },
    {
      level: 'must',
      stored: STORED,
      answer: {etag: '"b"', 'content-length': '5', 'content-range': 'bytes 0-4/10'},
      selects: false,
    },
    {level: 'must', stored: {}, answer: {etag: '"a"'}, selects: false},
    {level: 'must', stored: {}, answer: {'content-length': '10'}, selects: false},
    {level: 'must', stored: {}, answer: {'x-a': '1'}, selects: true},
  ] as SelectionRow[]),
)(
  '§4.3.5: "matching values for any received validator fields" and for Content-Length: %s',
  (_, {stored, answer, selects}) => {
    expect(agreesWithStored(storedResponse(stored), new Headers(answer))).toBe(selects);
  },
);

test('§4.3.4 must: of any two tags of letters, only the same one selects what is stored', () => {
  const tag = fc.stringMatching(/^[a-c]{1,3}$/);
  const prefix = fc.constantFrom('', 'W/');
  fc.assert(
    fc.property(tag, tag, prefix, prefix, (sent, answered, sentPrefix, answeredPrefix) => {
      const answer = new Headers({etag: `${answeredPrefix}"${answered}"`});
      const selects = selectsStored(answer, {etag: `${sentPrefix}"${sent}"`, lastModified: null});
      expect(selects).toBe(sent === answered);
    }),
  );
});

interface SameRow {
  level: Level;
  stored: Fields;
  answer: Fields;
  same: boolean;
}

const MINUTE_BEFORE = dateAfterReceipt(-60);
const ALMOST_MINUTE_BEFORE = dateAfterReceipt(-59);

const SAME: Record<string, SameRow[]> = {
  'RFC 9110 §8.8.3: equal entity tags': [
    {level: 'must', stored: {etag: '"a"'}, answer: {etag: '"a"'}, same: true},
    {level: 'must', stored: {etag: 'W/"a"'}, answer: {etag: 'W/"a"'}, same: true},
    {level: 'must', stored: {etag: '"a"'}, answer: {etag: '"b"'}, same: false},
    {level: 'must', stored: {etag: '"a"'}, answer: {}, same: false},
    {level: 'must', stored: {}, answer: {etag: '"a"'}, same: false},
    {level: 'must', stored: {}, answer: {}, same: false},
    {level: 'optimal', stored: {etag: '"a"'}, answer: {etag: 'W/"a"'}, same: false},
    {level: 'optimal', stored: {etag: '"a"'}, answer: {etag: '"a-gzip"'}, same: false},
  ],
  'RFC 9110 §8.8.3: where there are tags, no date stands in for them': [
    {
      level: 'must',
      stored: dated({etag: '"a"'}),
      answer: dated({etag: '"b"'}),
      same: false,
    },
    {level: 'must', stored: dated({etag: '"a"'}), answer: dated({}), same: false},
    {level: 'must', stored: dated({}), answer: dated({etag: '"a"'}), same: false},
    {
      level: 'must',
      stored: dated({etag: '"a"'}),
      answer: {etag: '"a"', 'last-modified': MODIFIED_LATER, 'content-length': '11'},
      same: true,
    },
  ],
  'RFC 9110 §8.8.2.2: Last-Modified is implicitly weak, unless well before Date': [
    {level: 'must', stored: dated({}), answer: dated({}), same: true},
    {
      level: 'must',
      stored: dated({'last-modified': MINUTE_BEFORE}),
      answer: dated({'last-modified': MINUTE_BEFORE}),
      same: true,
    },
    {
      level: 'must',
      stored: dated({'last-modified': ALMOST_MINUTE_BEFORE}),
      answer: dated({'last-modified': ALMOST_MINUTE_BEFORE}),
      same: false,
    },
    {
      level: 'must',
      stored: dated({'last-modified': RECEIVED_DATE}),
      answer: dated({'last-modified': RECEIVED_DATE}),
      same: false,
    },
    // It is the Date of the stored response that counts, and the time of receipt without one.
    {
      level: 'must',
      stored: dated({date: dateAfterReceipt(-3600), 'last-modified': MINUTE_BEFORE}),
      answer: dated({'last-modified': MINUTE_BEFORE}),
      same: false,
    },
    {
      level: 'must',
      stored: dated({date: 'unknown', 'last-modified': MINUTE_BEFORE}),
      answer: dated({'last-modified': MINUTE_BEFORE}),
      same: true,
    },
    {
      level: 'must',
      stored: dated({date: 'unknown', 'last-modified': ALMOST_MINUTE_BEFORE}),
      answer: dated({'last-modified': ALMOST_MINUTE_BEFORE}),
      same: false,
    },
    {
      level: 'must',
      stored: dated({}),
      answer: dated({'last-modified': MODIFIED_LATER}),
      same: false,
    },
    {
      level: 'must',
      stored: dated({'last-modified': 'long ago'}),
      answer: dated({'last-modified': 'long ago'}),
      same: false,
    },
  ],
  'no RFC: equal dates of modification prove nothing without equal lengths': [
    {
      level: 'optimal',
      stored: dated({'content-length': '10'}),
      answer: dated({'content-length': '11'}),
      same: false,
    },
    {
      level: 'optimal',
      stored: {'last-modified': MODIFIED},
      answer: {'last-modified': MODIFIED},
      same: false,
    },
    {
      level: 'optimal',
      stored: dated({}),
      answer: {'last-modified': MODIFIED},
      same: false,
    },
    {
      level: 'optimal',
      stored: {'last-modified': MODIFIED},
      answer: dated({}),
      same: false,
    },
    {
      level: 'optimal',
      stored: {'content-length': '10'},
      answer: {'content-length': '10'},
      same: false,
    },
  ],
};

function dated(fields: Fields): Fields {
  return {
    date: RECEIVED_DATE,
    'last-modified': MODIFIED,
    'content-length': '10',
    ...fields,
  };
}

describe.each(Object.entries(SAME))('%s', (_, rows) => {
  test.each(titled(rows))('%s', (_, {stored, answer, same}) => {
    expect(isSameRepresentation(storedResponse(stored), new Headers(answer))).toBe(same);
  });
});
