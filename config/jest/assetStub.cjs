/** Stands for style sheets (any class name is its own key) and pictures. */
module.exports = new Proxy({}, { get: (_target, key) => (key === '__esModule' ? false : String(key)) })
