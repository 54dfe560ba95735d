const root = document.getElementById('root')
if (root) root.textContent = '团点 Tuandian'
