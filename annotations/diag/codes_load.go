package diag

// loadCodes are the codes MCP9xx: loading and environment.
var loadCodes = []Info{}
