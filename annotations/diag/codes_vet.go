package diag

// vetCodes are the codes MCP6xx: warnings of vet.
var vetCodes = []Info{}
