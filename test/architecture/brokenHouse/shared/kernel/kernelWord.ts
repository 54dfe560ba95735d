export const kernelWord = 'kernel'
