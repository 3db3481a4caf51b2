package diag

// placeCodes are the codes MCP2xx: where directives stand.
var placeCodes = []Info{}
