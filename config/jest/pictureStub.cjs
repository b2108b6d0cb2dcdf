/** Stands for pictures: their address. */
module.exports = '/picture'
