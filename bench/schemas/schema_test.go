package schemas

import "sync"

// schemaText is the schema of the tool, as `mcpgen schema -compact place_order` prints it, with the descriptions left
// out and the bounds as reflection could see them too.
var schemaText = sync.OnceValue(func() string {
	return `{"type":"object","properties":{` +
		`"id":{"type":"string","minLength":1,"maxLength":64},` +
		`"customer":{"type":"object","properties":{"name":{"type":"string","minLength":1},"email":{"type":"string","maxLength":200},"since":{"type":"integer","minimum":1900,"maximum":2100}},"required":["name","email","since"],"additionalProperties":false},` +
		`"lines":{"type":"array","items":{"type":"object","properties":{"sku":{"type":"string","maxLength":40},"quantity":{"type":"integer","minimum":1,"maximum":1000},"price":{"type":"number","minimum":0},"options":{"type":"array","items":{"type":"string"}}},"required":["sku","quantity","price","options"],"additionalProperties":false},"minItems":1,"maxItems":100},` +
		`"labels":{"type":"object","additionalProperties":{"type":"string"}},` +
		`"note":{"type":"string","maxLength":1000},` +
		`"express":{"type":"boolean"}` +
		`},"required":["id","customer","lines","labels","express"],"additionalProperties":false}`
})
