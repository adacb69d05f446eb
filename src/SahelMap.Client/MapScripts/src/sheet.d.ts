/** A style sheet as text: build.mjs bundles it so. */
declare module '*.css' {
  const text: string;
  export default text;
}
