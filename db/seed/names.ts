/** Plausible French first names, names and places of the demo; no person is meant. */
export const FIRST_NAMES = [
	'Adèle', 'Adrien', 'Agathe', 'Alice', 'Amina', 'Anne', 'Antoine', 'Arthur', 'Aurélie', 'Baptiste', 'Béatrice', 'Benoît',
	'Brigitte', 'Catherine', 'Cédric', 'Chantal', 'Charlotte', 'Christian', 'Claire', 'Clément', 'Corinne', 'Damien', 'Daniel',
	'Delphine', 'Denis', 'Élise', 'Élodie', 'Emma', 'Éric', 'Fabien', 'Fanny', 'Fatima', 'Florence', 'François', 'Gabriel',
	'Gérard', 'Guillaume', 'Hamid', 'Hugo', 'Inès', 'Isabelle', 'Jacques', 'Jade', 'Jean', 'Jeanne', 'Jérôme', 'Joël', 'Julie',
	'Julien', 'Justine', 'Karima', 'Laurent', 'Léa', 'Léo', 'Louise', 'Lucas', 'Lucie', 'Magali', 'Malik', 'Manon', 'Marc',
	'Marguerite', 'Marie', 'Marion', 'Mathilde', 'Maxime', 'Mehdi', 'Michel', 'Monique', 'Nathalie', 'Nicolas', 'Noémie', 'Odile',
	'Olivier', 'Pascale', 'Patrick', 'Paul', 'Pauline', 'Philippe', 'Pierre', 'Raphaël', 'Rémi', 'Romain', 'Rosa', 'Sabine',
	'Samuel', 'Sarah', 'Sébastien', 'Sofia', 'Solène', 'Stéphane', 'Sylvie', 'Théo', 'Thierry', 'Valérie', 'Victor', 'Xavier', 'Yasmine',
	'Yves', 'Zoé',
] as const

export const LAST_NAMES = [
	'Bailleul', 'Barbier', 'Baudry', 'Bécaert', 'Benali', 'Bernard', 'Bertin', 'Blanchet', 'Bonnet', 'Boucher', 'Bouvier', 'Brunet',
	'Carlier', 'Caron', 'Carpentier', 'Chabrol', 'Charpentier', 'Chevalier', 'Coquelle', 'Cordier', 'Da Silva', 'Debruyne', 'Decroix',
	'Delattre', 'Delcourt', 'Deleplanque', 'Delmas', 'Deschamps', 'Devos', 'Dubreuil', 'Dufour', 'Dumoulin', 'Dupuy', 'Duval', 'Fabre',
	'Faure', 'Flament', 'Fontaine', 'Fournier', 'Gaillard', 'Garnier', 'Gauthier', 'Gillet', 'Girard', 'Gonzalez', 'Guérin', 'Haddad',
	'Hennebelle', 'Herbin', 'Huguet', 'Jacquemart', 'Joly', 'Laurent', 'Leblanc', 'Leclercq', 'Lefebvre', 'Legrand', 'Lemaire', 'Lepers',
	'Leroux', 'Loiseau', 'Mallet', 'Marchand', 'Martin', 'Masson', 'Mercier', 'Meunier', 'Michaux', 'Monnier', 'Moreau', 'Morel', 'Nguyen',
	'Noël', 'Olivier', 'Parent', 'Pellerin', 'Perrin', 'Petit', 'Picard', 'Pichon', 'Poulain', 'Prévost', 'Raynaud', 'Renard', 'Ricard',
	'Robin', 'Roche', 'Rolland', 'Roussel', 'Roux', 'Sauvage', 'Schmitt', 'Tessier', 'Thibaud', 'Traoré', 'Vandamme', 'Verdier', 'Vidal',
	'Wattel', 'Zidane',
] as const

/** Name, postcode, and whether it is in the north. */
export const CITIES = [
	['Lille', '59000', true], ['Lille', '59800', true], ['Roubaix', '59100', true], ['Tourcoing', '59200', true],
	["Villeneuve-d'Ascq", '59491', true], ['Lambersart', '59130', true], ['Marcq-en-Barœul', '59700', true], ['Wattrelos', '59150', true],
	['Armentières', '59280', true], ['Seclin', '59113', true], ['Hem', '59510', true], ['Loos', '59120', true],
	['Clermont-Ferrand', '63000', false], ['Clermont-Ferrand', '63100', false], ['Chamalières', '63400', false], ['Riom', '63200', false],
	['Cournon-d’Auvergne', '63800', false], ['Beaumont', '63110', false], ['Issoire', '63500', false], ['Thiers', '63300', false],
] as const

export const STREETS = [
	'rue des Arts', 'rue Nationale', 'rue de la Gare', 'rue du Moulin', 'avenue de la République', 'rue Pasteur', 'rue Victor-Hugo',
	'place du Marché', 'rue des Lilas', 'rue Jean-Jaurès', 'boulevard de la Liberté', 'rue du Faubourg', 'rue des Écoles', 'allée des Tilleuls',
	'rue de l’Église', 'rue du Puits', 'avenue des Volcans', 'rue Blatin', 'rue Gambetta', 'chemin du Canal', 'rue de la Treille', 'impasse des Jardins',
] as const
