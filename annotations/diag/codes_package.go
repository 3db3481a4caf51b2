package diag

// packageCodes are the codes MCP5xx: the package as a whole.
var packageCodes = []Info{}
