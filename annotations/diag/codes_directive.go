package diag

// directiveCodes are the codes MCP1xx: reading directives.
var directiveCodes = []Info{}
