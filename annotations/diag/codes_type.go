package diag

// typeCodes are the codes MCP4xx: types and schemas.
var typeCodes = []Info{}
