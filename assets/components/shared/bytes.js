// Numbers as Python sends them: packed, and as text in base64.

// float32 numbers from base64.
function unpacked(text) {
  const bytes = Uint8Array.from(atob(text), letter => letter.charCodeAt(0))
  return new Float32Array(bytes.buffer)
}
