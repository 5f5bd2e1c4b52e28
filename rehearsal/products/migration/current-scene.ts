import type { ComputeEngine } from '../../compute/index.ts';
import type { Scene } from '../../scenes/migration/scene.ts';
import type { ServiceSetting } from '../../stage/around-functions.ts';
import type { World } from '../../world/world.ts';

/** The scene that is played, for whoever looks at it from outside. */
export class CurrentScene {
  #scene: Scene | undefined;
  #setting: Pick<ServiceSetting, 'catchUp' | 'awsUrl'> = { catchUp: () => undefined, awsUrl: () => '' };

  broughtUpBy(setting: ServiceSetting): this {
    this.#setting = setting;
    return this;
  }

  set(scene: Scene): void {
    this.#scene = scene;
  }

  readonly get = (): Scene => {
    if (!this.#scene) throw new Error('The scene was used before it was made.');
    return this.#scene;
  };

  readonly awsUrl = (): string => this.#setting.awsUrl();

  readonly worldNow = (): World => {
    this.#setting.catchUp();
    return this.get().world;
  };

  readonly machinesNow = (): ComputeEngine => {
    this.#setting.catchUp();
    return this.get().machines;
  };
}
