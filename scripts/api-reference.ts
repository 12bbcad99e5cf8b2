import {readFileSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {
  type ExportedDeclarations,
  type JSDocableNode,
  Node,
  Project,
  type PropertySignature,
} from 'ts-morph';

// Writes docs/api.md from the docstrings of what the built package exports; with --check, only tells
// whether it is up to date.

const root = fileURLToPath(new URL('..', import.meta.url));
const target = `${root}docs/api.md`;

const ENTRIES = [
  {name: 'workbox-revalidate', file: 'index.d.ts', where: 'in a worker'},
  {name: 'workbox-revalidate/page', file: 'page/index.d.ts', where: 'in a page'},
  {name: 'workbox-revalidate/vite', file: 'vite/index.d.ts', where: 'in vite.config.ts'},
];

const ORDER = ['class', 'function', 'interface', 'type'];

interface Doc {
  readonly meaning: string;
  readonly tags: ReadonlyMap<string, string>;
}

/** What a docstring says, with each tag's text. */
function docOf(node: JSDocableNode): Doc {
  const [doc] = node.getJsDocs();
  const tags = new Map<string, string>();
  for (const tag of doc?.getTags() ?? []) {
    const name = Node.isJSDocParameterTag(tag) ? `param ${tag.getName()}` : tag.getTagName();
    // "{RangeError} from the constructor" is how a text after a type is told.
    const text = tag
      .getText()
      .replace(/^@\w+\s*/, '')
      .replace(/^(?:\{(.*?)\})/, '$1,');
    tags.set(name, prose(Node.isJSDocParameterTag(tag) ? (tag.getCommentText() ?? '') : text));
  }
  return {meaning: prose(doc?.getDescription() ?? ''), tags};
}

/** One paragraph as Markdown, links as code. */
function prose(text: string): string {
  return text
    .replace(/^\s*\*\s?/gm, '')
    .replace(/\{@link (\S+?)\}/g, '`$1`')
    .replace(/\s*\n(?!\n|- )\s*/g, ' ')
    .trim();
}

function kindOf(declaration: ExportedDeclarations): string {
  if (Node.isClassDeclaration(declaration)) return 'class';
  if (Node.isFunctionDeclaration(declaration)) return 'function';
  return Node.isInterfaceDeclaration(declaration) ? 'interface' : 'type';
}

/** A type on one line, as it is written. */
function typeOf(property: PropertySignature): string {
  const text = property.getTypeNode()?.getText() ?? '';
  return text.replace(/\s+/g, ' ').replace(/import\([^)]*\)\./g, '');
}

function cell(text: string): string {
  return text.replace(/\|/g, '\\|').replace(/\n+/g, ' ');
}

function propertyRow(property: PropertySignature): string {
  const {meaning, tags} = docOf(property);
  const name = `\`${property.getName()}${property.hasQuestionToken() ? '?' : ''}\``;
  const cells = [
    name,
    `\`${typeOf(property)}\``,
    meaning,
    tags.get('default') ?? '',
    tags.get('throws') ?? '',
  ];
  return `| ${cells.map(cell).join(' | ')} |`;
}

function section(name: string, declaration: ExportedDeclarations): string {
  const lines = [`### ${name}`, ''];
  const {meaning, tags} = Node.isJSDocable(declaration)
    ? docOf(declaration)
    : {meaning: '', tags: new Map<string, string>()};
  if (Node.isFunctionDeclaration(declaration) || Node.isTypeAliasDeclaration(declaration)) {
    const code = declaration
      .getText()
      .replace(/^\/\*\*[\s\S]*?\*\/\s*/, '')
      .replace(/^export (?:declare )?/, '');
    lines.push('```ts', code, '```', '');
  }
  if (Node.isClassDeclaration(declaration)) {
    lines.push('```ts', `new ${name}(options?: RevalidateWhenStaleOptions)`, '```', '');
  }
  if (meaning) lines.push(meaning, '');
  for (const [tag, text] of tags) lines.push(`- ${tag.replace(/^param (.*)/, '`$1`')}: ${text}`);
  if (tags.size > 0) lines.push('');
  if (Node.isInterfaceDeclaration(declaration)) {
    const parents = declaration.getExtends().map((parent) => `\`${parent.getText()}\``);
    if (parents.length > 0) lines.push(`Extends ${parents.join(', ')}.`, '');
    const properties = declaration.getProperties();
    if (properties.length > 0) {
      lines.push('| | type | meaning | default | throws |', '|---|---|---|---|---|');
      lines.push(...properties.map(propertyRow), '');
    }
    for (const method of declaration.getMethods()) {
      lines.push(
        `- \`${method.getText().replace(/^[\s\S]*?\*\/\s*/, '')}\` ${docOf(method).meaning}`,
      );
    }
    if (declaration.getMethods().length > 0) lines.push('');
  }
  return lines.join('\n');
}

function reference(): string {
  const project = new Project({compilerOptions: {skipLibCheck: true}});
  const lines = [
    '# API',
    '',
    'Made from the docstrings by `npm run api`. "§" without a number of an RFC means RFC 9111.',
    '',
  ];
  for (const {name, file, where} of ENTRIES) {
    lines.push(`## \`${name}\``, '', `What is imported ${where}.`, '');
    const exported = [
      ...project.addSourceFileAtPath(`${root}dist/${file}`).getExportedDeclarations(),
    ];
    const sorted = exported
      .flatMap(([name, [declaration]]) => (declaration ? [{name, declaration}] : []))
      .sort(
        (a, b) =>
          ORDER.indexOf(kindOf(a.declaration)) - ORDER.indexOf(kindOf(b.declaration)) ||
          a.name.localeCompare(b.name),
      );
    for (const {name, declaration} of sorted) lines.push(section(name, declaration));
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

const text = reference();
if (!process.argv.includes('--check')) {
  writeFileSync(target, text);
} else if (readFileSync(target, 'utf8') !== text) {
  console.error('docs/api.md is out of date: npm run build && npm run api');
  process.exitCode = 1;
}
