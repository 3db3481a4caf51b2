package diag

// policyCodes are the codes MCP3xx: names and policy.
var policyCodes = []Info{}
