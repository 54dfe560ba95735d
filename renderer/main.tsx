const root = document.getElementById('root')

if (root && import.meta.env.DEV && window.location.hash.startsWith('#/gallery'))
  void import('./openGallery').then(({ openGallery }) => openGallery(root))
else if (root) root.textContent = 'Tuandian'
