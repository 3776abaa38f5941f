import { Icon, type IconName } from '../ui/icon.tsx';
import { SCHEMES, type Scheme, scheme } from './theme.ts';

const LOOKS: Readonly<Record<Scheme, { readonly icon: IconName; readonly title: string }>> = {
  system: { icon: 'system', title: 'Colours as the system prefers' },
  light: { icon: 'sun', title: 'Light colours' },
  dark: { icon: 'moon', title: 'Dark colours' },
};

/** Dark, light, or as the browser prefers. */
export function SchemeSwitch() {
  return (
    <fieldset class="switch">
      <legend class="hidden">Colours</legend>
      {SCHEMES.map((name) => (
        <label key={name} title={LOOKS[name].title}>
          <input
            type="radio"
            name="scheme"
            value={name}
            checked={scheme.value === name}
            onChange={() => {
              scheme.value = name;
            }}
          />
          <Icon name={LOOKS[name].icon} />
          <span class="hidden">{LOOKS[name].title}</span>
        </label>
      ))}
    </fieldset>
  );
}
