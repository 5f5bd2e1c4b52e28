import type { ComputeEngine } from '../../compute/index.ts';
import type { Scene } from '../../scenes/migration/scene.ts';
import type { ServiceSetting } from '../../stage/around-functions.ts';
import type { World } from '../../world/world.ts';

/** The scene that is played, for whoever looks at it from outside. */
export class CurrentScene {
  #scene: Scene | undefined;
  #catchUp = (): void => undefined;

  broughtUpBy({ catchUp }: Pick<ServiceSetting, 'catchUp'>): this {
    this.#catchUp = catchUp;
    return this;
  }

  set(scene: Scene): void {
    this.#scene = scene;
  }

  readonly get = (): Scene => {
    if (!this.#scene) throw new Error('The scene was used before it was made.');
    return this.#scene;
  };

  readonly worldNow = (): World => {
    this.#catchUp();
    return this.get().world;
  };

  readonly machinesNow = (): ComputeEngine => {
    this.#catchUp();
    return this.get().machines;
  };
}
