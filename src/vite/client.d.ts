/// <reference path="./virtual-page.d.ts" />
/// <reference path="./virtual-routes.d.ts" />
