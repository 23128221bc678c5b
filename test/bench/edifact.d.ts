/** What the bench uses of the edifact package, which brings no types. */
declare module 'edifact' {
  class Parser {
    onopensegment: (name: string) => void;
    onelement: () => void;
    oncomponent: (text: string) => void;
    encoding(level: string): void;
    write(text: string): void;
    end(): void;
  }
  const Edifact: { Parser: typeof Parser };
  export default Edifact;
}
